void f(int a[4])
{
#pragma HLS aggregate
#pragma HLS alias
#pragma HLS alias ports=a
#pragma HLS allocation
#pragma HLS array_partition
#pragma HLS array_reshape
#pragma HLS array_stencil
#pragma HLS bind_op
#pragma HLS bind_storage
#pragma HLS cache
#pragma HLS data_pack
#pragma HLS disaggregate
#pragma HLS function_instantiate
#pragma HLS interface
#pragma HLS latency
#pragma HLS loop_tripcount min=1
#pragma HLS performance
#pragma HLS reset
#pragma HLS resource
#pragma HLS shared
#pragma HLS stable
#pragma HLS stable_content
#pragma HLS stream
#pragma HLS array_partition variable=a cyclic
#pragma HLS array_reshape variable=a type=block
#pragma HLS array_partition variable=a complete
}
